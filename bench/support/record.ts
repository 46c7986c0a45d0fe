import {type JsonObject} from '../../source/core/json.ts';
import {formatIso} from '../../source/core/time.ts';

/** A call's native record, of about the size that records have: 1.3 KB. */
export function recordOf(id: string, time: number, isRead: boolean): JsonObject {
  const issuer = 'arn:aws:iam::123456789012:role/inventory';
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLEINVENTORY:i-0a1b2c3d4e5f60718',
      arn: 'arn:aws:sts::123456789012:assumed-role/inventory/i-0a1b2c3d4e5f60718',
      accountId: '123456789012',
      accessKeyId: 'ASIAEXAMPLEINVENTORY',
      sessionContext: {
        sessionIssuer: {type: 'Role', principalId: 'AROAEXAMPLEINVENTORY', arn: issuer},
        attributes: {creationDate: formatIso(time), mfaAuthenticated: 'false'},
      },
    },
    eventTime: formatIso(time),
    eventSource: 'ec2.amazonaws.com',
    eventName: isRead ? 'DescribeInstances' : 'StopInstances',
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-sdk-go-v2/1.36.0 os/linux lang/go#1.24 md/GOOS#linux md/GOARCH#arm64 api/ec2',
    requestParameters: {instancesSet: {items: [{instanceId: 'i-0a1b2c3d4e5f60718'}]}},
    responseElements: null,
    requestID: id,
    eventID: id,
    readOnly: isRead,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '123456789012',
    eventCategory: 'Management',
    tlsDetails: {tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256'},
  };
}
