/** One picture of 8K fits, with room to spare; a 16,000-pixel one, which a small file can hold, does not. */
export const maxPixels = 40_000_000

/** More tracks than any recorder writes. */
export const maxTracks = 64

/** Longer than anyone records in one file (48 hours, in ms); what claims it would be worked on for weeks. */
export const maxDurationMs = 48 * 3_600_000

/** Containers we open. Anything that can point at another file (concat, hls, dash, imf, sdp) stays out. */
export const demuxers = [
  'mov',
  'matroska',
  'webm',
  'mpegts',
  'mpeg',
  'mxf',
  'avi',
  'asf',
  'flv',
  'dv',
  'wav',
  'w64',
  'aiff',
  'caf',
  'flac',
  'mp3',
  'aac',
  'ogg',
  'amr',
  'ac3',
  'eac3',
  'h264',
  'hevc',
  'mpegvideo',
] as const

/** Decoders we run: what cameras, phones, recorders and editing suites write. */
export const decoders = [
  'h264',
  'hevc',
  'mpeg1video',
  'mpeg2video',
  'mpeg4',
  'msmpeg4v3',
  'h263',
  'mjpeg',
  'png',
  'prores',
  'dnxhd',
  'dvvideo',
  'vp8',
  'vp9',
  'libvpx-vp9',
  'libvpx',
  'av1',
  'libdav1d',
  'vc1',
  'wmv3',
  'ffv1',
  'huffyuv',
  'utvideo',
  'v210',
  'rawvideo',
  'aac',
  'aac_latm',
  'ac3',
  'eac3',
  'mp2',
  'mp2float',
  'mp3',
  'mp3float',
  'flac',
  'alac',
  'opus',
  'libopus',
  'vorbis',
  'wmav1',
  'wmav2',
  'wmapro',
  'amrnb',
  'amrwb',
  'libopencore_amrnb',
  'libopencore_amrwb',
  'dca',
  'pcm_s16le',
  'pcm_s16be',
  'pcm_s24le',
  'pcm_s24be',
  'pcm_s32le',
  'pcm_s32be',
  'pcm_f32le',
  'pcm_f32be',
  'pcm_f64le',
  'pcm_u8',
  'pcm_s8',
  'pcm_alaw',
  'pcm_mulaw',
  'pcm_bluray',
  'pcm_dvd',
  'adpcm_ima_wav',
  'adpcm_ima_qt',
  'adpcm_ms',
] as const

/** What ffprobe calls some codecs whose decoders have another name. */
const byOtherNames = ['amr_nb', 'amr_wb', 'dts']

const codecs: ReadonlySet<string> = new Set([...decoders, ...byOtherNames])

/** Whether a track in this codec, as ffprobe names it, is one that we decode. */
export const mayDecode = (codec: string | undefined) => codec !== undefined && codecs.has(codec)
