/** What a shop that takes real money has put in for itself, in place of the example's values. */
export const liveValues = {
  SHOP_URL: 'https://shop.example',
  NEXTAUTH_SECRET: 'k3vD9sLq0ZxT7wRy2NpF5uHa8JcB1mEg',
  DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  PAYMENTWALL_API_URL: 'https://api.paymentwall.com',
  PAYMENTWALL_PROJECT_KEY: '0123456789abcdef0123456789abcdef',
  PAYMENTWALL_SECRET_KEY: 'fedcba9876543210fedcba9876543210',
  BRICK_PUBLIC_KEY: '1f2e3d4c5b6a79881f2e3d4c5b6a7988',
  BRICK_PRIVATE_KEY: '8f9e0d1c2b3a49588f9e0d1c2b3a4958',
  COMPANY_NAME: 'Paper Ltd',
  COMPANY_REGISTRATION: 'Registered in England, no. 01234567',
  COMPANY_ADDRESS: '2 Fold Lane, Leeds LS1 1AA, United Kingdom',
  SUPPORT_EMAIL: 'help@paper.example',
  SUPPORT_PHONE: '+44 113 496 0000',
}
