export type CurrentUser = { uid: string; email: string; name: string; role: 'BUYER' | 'REVIEWER' | 'ADMIN' }

/** Who is signed in. */
export async function currentUser(): Promise<CurrentUser | null> {
  return null
}
