'use client'

export { default } from '@/app/(site)/[variant]/error'
