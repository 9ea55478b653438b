resource "ciphertrust_aws_key" "payments" {
  kms    = ciphertrust_aws_kms.main.id
  region = "eu-west-1"
  alias  = ["cards/payments"]

  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  key_usage                = "ENCRYPT_DECRYPT"
  description              = "Encrypts card numbers"
  tags = {
    team = "cards"
    env  = "prod"
  }
  key_policy {
    policy = jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid       = "Account"
          Effect    = "Allow"
          Principal = { AWS = "arn:aws:iam::111122223333:root" }
          Action    = "kms:*"
          Resource  = "*"
        },
        {
          Sid       = "Application"
          Effect    = "Allow"
          Principal = { AWS = "arn:aws:iam::111122223333:role/payments" }
          Action    = ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"]
          Resource  = "*"
        },
      ]
    })
  }
}
