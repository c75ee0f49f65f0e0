import { expect } from 'vitest'

/** The code of a refusal, or the status of an answer that is none. */
export async function codeOf(response: Response): Promise<string | number> {
  const { error } = (await response.json()) as { error?: { code: string } }
  return error?.code ?? response.status
}

/** An answer's body, for tests that compare it field by field. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
export const bodyOf = async (response: Response | Promise<Response>): Promise<any> => (await response).json()

/** Expects a refusal with that status and code, said in a sentence; answers the refusal. */
export async function refused(answer: Response, status: number, code: string) {
  const { error } = (await answer.json()) as {
    error: { code: string; message: string; details: Record<string, unknown> }
  }
  expect([answer.status, error.code]).toEqual([status, code])
  expect(error.message.length).toBeGreaterThan(5)
  return error
}
