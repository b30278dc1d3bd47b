/** Milliseconds that a process which was told to end leaves to what is under way; then it ends all the same. */
export const patienceToEnd = 8000
