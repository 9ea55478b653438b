locals {
  place = "eu-west-9"
}

resource "ciphertrust_aws_key" "payments" {
  kms                      = ciphertrust_aws_kms.main.id
  region                   = local.place
  alias                    = ["alias/payments"]
  customer_master_key_spec = "RSA_2048"
  key_usage                = "GENERATE_VERIFY_MAC"
  descripton               = "signs what the payment service sends"

  key_policy {
    policy = <<-EOT
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Sid": "Account",
            "Effect": "allow",
            "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
            "Action": "kms:*",
            "Resource": "*"
          }
        ]
      }
    EOT
  }
}
