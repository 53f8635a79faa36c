//! How long a recording is, read from the head of the file: WAV and FLAC.

/// So much of the beginning of a file is looked at; what stands before the sound is shorter.
pub const HEAD: usize = 64 * 1024;

/// The length in milliseconds, from the beginning of the file and its whole size; none where it is of another kind.
pub fn length_ms(head: &[u8], size: u64) -> Option<i64> {
    wav(head, size).or_else(|| flac(head))
}

fn u32_le(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)))
}

/// Through the chunks of a RIFF file to its sound. A recorder that was cut short wrote no size: the rest of the file is it.
fn wav(head: &[u8], size: u64) -> Option<i64> {
    if head.get(..4)? != b"RIFF" || head.get(8..12)? != b"WAVE" {
        return None;
    }
    let (mut at, mut per_second) = (12usize, 0u64);
    loop {
        let (name, long) = (head.get(at..at + 4)?, u32_le(head, at + 4)?);
        let begin = at + 8;
        match name {
            b"fmt " => per_second = u32_le(head, begin + 8)?,
            b"data" => {
                let rest = size.saturating_sub(begin as u64);
                let sound = if long == 0 || long > rest { rest } else { long };
                return (per_second > 0).then(|| i64::try_from(sound.saturating_mul(1000) / per_second).ok())?;
            }
            _ => {}
        }
        at = begin.checked_add(usize::try_from(long + long % 2).ok()?)?;
    }
}

/// The first block of a FLAC file says how many samples there are, and how many make a second.
fn flac(head: &[u8]) -> Option<i64> {
    if head.get(..4)? != b"fLaC" || head.get(4)? & 0x7f != 0 {
        return None;
    }
    let info = head.get(8..26)?;
    let rate = u64::from(info[10]) << 12 | u64::from(info[11]) << 4 | u64::from(info[12]) >> 4;
    let samples = u64::from(info[13] & 0x0f) << 32 | u64::from(u32::from_be_bytes(info.get(14..18)?.try_into().ok()?));
    (rate > 0 && samples > 0).then(|| i64::try_from(samples * 1000 / rate).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wav_of(seconds: u32, extra: &[u8]) -> Vec<u8> {
        let rate = 8000u32;
        let mut out = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
        out.extend(rate.to_le_bytes());
        out.extend((rate * 2).to_le_bytes());
        out.extend([2, 0, 16, 0]);
        out.extend(extra);
        out.extend(b"data");
        out.extend((rate * 2 * seconds).to_le_bytes());
        out
    }

    #[test]
    fn the_head_of_a_wav_says_how_long_it_is() {
        let plain = wav_of(90, b"");
        assert_eq!(length_ms(&plain, 2_000_000), Some(90_000));
        let odd = wav_of(2, b"LIST\x03\0\0\0abc\0");
        assert_eq!(length_ms(&odd, 100_000), Some(2_000), "an odd chunk has a byte behind it");
        let cut = wav_of(90, b"");
        assert_eq!(length_ms(&cut, cut.len() as u64 + 16_000), Some(1_000), "no more sound than there is");
    }

    #[test]
    fn what_is_no_recording_has_no_length() {
        let mut endless = b"RIFF\0\0\0\0WAVE".to_vec();
        endless.extend(b"junk\xff\xff\xff\xff");
        for bytes in [&b""[..], b"RIFF", b"RIFF\0\0\0\0WAVEfmt ", b"fLaC", b"fLaC\0\0\0\x22", &endless, &[0xff; 200]] {
            assert_eq!(length_ms(bytes, 1 << 40), None, "{bytes:?}");
        }
    }

    #[test]
    fn the_first_block_of_a_flac_says_how_long_it_is() {
        let mut flac = b"fLaC\x80\0\0\x22".to_vec();
        flac.extend([0x10, 0, 0x10, 0, 0, 0, 0, 0, 0, 0]);
        // 44,100 Hz in twenty bits, then one channel, sixteen bits, and thirty-six bits of samples: ten seconds.
        flac.extend([0x0a, 0xc4, 0x40, 0xf0]);
        flac.extend(441_000u32.to_be_bytes());
        flac.extend([0; 16]);
        assert_eq!(length_ms(&flac, 0), Some(10_000));
    }
}
