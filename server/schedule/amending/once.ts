/** So many steps are remembered, the latest. */
const REMEMBERED = 200

/**
 * Takes a step once, however often it is sent: whoever sends it again because the line lost the answer gets that
 * answer. A restart forgets; the step is then refused as any that was already taken.
 */
export function once<T>() {
  const answers = new Map<string, Promise<T>>()
  return (step: string, take: () => Promise<T>): Promise<T> => {
    const known = answers.get(step)
    if (known) return known
    const answer = take()
    answers.set(step, answer)
    // What was refused has changed nothing, and may be tried again.
    answer.catch(() => answers.delete(step))
    const [oldest] = answers.keys()
    if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest)
    return answer
  }
}
