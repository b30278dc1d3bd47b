export const failure = {
  title: 'This page could not be loaded',
  lead: 'Something went wrong on our side. Please try again in a moment. A payment you have made is not lost. If the problem persists, write to us.',
  quote: 'Quote this reference when you write to us:',
  again: 'Try again',
  contact: 'Contact us',
  home: 'Go to the home page',
} as const
