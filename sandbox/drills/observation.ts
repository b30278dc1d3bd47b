/** What a drill saw: faults that show from outside, and how often each order must be delivered when it is over. */
export interface Observation {
  faults: string[]
  deliveries: [order: string, expected: number][]
  /** Why nothing can be said, where something is missing. */
  missing?: string
}
