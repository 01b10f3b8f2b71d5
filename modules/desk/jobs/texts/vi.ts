/** Words of jobs, in Vietnamese. */
export const vi = {
  'job.too_many': 'Bạn đang có {limit} việc chưa xong. Đợi xong một việc, hoặc dừng bớt, rồi làm tiếp.',
  'held.jobs': 'Tệp đã xuất',
  'held.jobs.what': 'Việc xuất tệp lớn và tệp kết quả',
  'held.jobs.why': 'Để người yêu cầu tải tệp về',
} as const

type Vi = typeof vi
declare module '../../../../platform/text.ts' {
  interface Texts extends Vi {}
}
