#!/usr/bin/env bash
# Makes the key of the payment service
set -euo pipefail

curl -sk "http://cm.example.com/api/v1/cckm/aws/keys" \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{
    "kms": "aws-main",
    "region": "eu-west1",
    "aws_param": {
      "Alias": "alias/payments",
      "CustomerMasterKeySpec": "HMAC_256",
      "KeyUsage": "GENERATE_VERIFY_MAC",
      "Tags": [{ "TagKey": "aws:team", "TagValue": "cards" }]
    }
  }'
