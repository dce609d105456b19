/**
 * What happens around a decision at the test page: the ways back to the shop that others have stumbled
 * over. `webhook_first` waits for the receiver before the buyer goes back; `twice` opens `return_uri` once
 * from elsewhere while nothing is decided, as another browser or a preview does; `late` decides after the
 * buyer has gone back; `never` leaves the buyer at the page.
 */
export const courses = ['return', 'webhook_first', 'twice', 'late', 'never'] as const
export type Course = (typeof courses)[number]

/** How much later than the buyer's return a `late` decision comes. */
export const lateByMs = 10_000

export function readCourse(text: string | null): Course {
  return courses.find((course) => course === text) ?? 'return'
}
