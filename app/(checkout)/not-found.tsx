export { default } from '@/app/(site)/[variant]/not-found'
