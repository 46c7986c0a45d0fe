import {EmptyAnswerError} from '../../source/sources/problem.ts';
import {type failures} from './trail.ts';

class ModelError extends Error {
  override readonly name: string;
  readonly $metadata: {readonly httpStatusCode: number};

  constructor(name: string, status: number) {
    super('as the model has it');
    this.name = name;
    this.$metadata = {httpStatusCode: status};
  }
}

/** An error as the SDK throws it. */
export function modelError(name: string, status: number): Error {
  return new ModelError(name, status);
}

/** What a failing request ends with. */
export function failureError(kind: (typeof failures)[number]): Error {
  switch (kind) {
    case 'throttling': {
      return modelError('ThrottlingException', 400);
    }

    case 'server-error': {
      return modelError('InternalFailure', 500);
    }

    case 'dropped': {
      return Object.assign(new Error('aborted'), {code: 'ECONNRESET'});
    }

    case 'empty': {
      return new EmptyAnswerError('the answer holds no list of events');
    }

    case 'html': {
      return new SyntaxError('Unexpected token <');
    }
  }
}
