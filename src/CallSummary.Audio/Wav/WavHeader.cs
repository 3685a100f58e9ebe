using System.Buffers.Binary;

namespace CallSummary.Audio.Wav;

/// <summary>Reads and writes the RIFF header of a WAV file.</summary>
internal static class WavHeader
{
    public const int Length = 44;

    // Chunks before the sound (LIST, bext, ...) are skipped up to this size: a header larger than this is no recording of ours.
    private const int MaxSkippedBytes = 1 << 20;
    private const ushort ExtensibleTag = 0xFFFE;

    /// <summary>Writes a PCM 16 bit header; sizes beyond 32 bits are written as the RIFF "unknown length" 0xFFFFFFFF.</summary>
    public static void Write(Span<byte> header, int sampleRate, int channels, long dataBytes)
    {
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)Math.Min(dataBytes + Length - 8, uint.MaxValue));
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], (ushort)WavEncoding.Pcm16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)channels);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], (uint)sampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], (uint)(sampleRate * channels * 2));
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)(channels * 2));
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], (uint)Math.Min(dataBytes, uint.MaxValue));
    }

    /// <summary>Reads up to the first byte of sound.</summary>
    /// <returns>The format and the declared length of the sound in bytes (<see cref="uint.MaxValue"/>: to the end of the stream).</returns>
    public static (WavFormat Format, uint DataBytes) Read(Stream stream)
    {
        Span<byte> head = stackalloc byte[12];
        Fill(stream, head, "the RIFF header");
        if (!head[..4].SequenceEqual("RIFF"u8) || !head[8..].SequenceEqual("WAVE"u8))
        {
            throw new InvalidDataException("Not a WAV file: it does not begin with RIFF....WAVE. Convert it to 16-bit PCM WAV.");
        }

        WavFormat? format = null;
        var skipped = 0L;
        Span<byte> chunk = stackalloc byte[8];
        while (true)
        {
            Fill(stream, chunk, format is null ? "the fmt chunk" : "the data chunk");
            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("data"u8))
            {
                return (format ?? throw new InvalidDataException("Damaged WAV file: the data chunk stands before the fmt chunk."), size);
            }

            var padded = size + (size & 1L);
            skipped += padded;
            if (skipped > MaxSkippedBytes)
            {
                throw new InvalidDataException($"Damaged WAV file: more than {MaxSkippedBytes} bytes stand before its sound.");
            }

            if (chunk[..4].SequenceEqual("fmt "u8))
            {
                format = ReadFormat(stream, size);
                padded -= Math.Min(size, 40);
            }

            Skip(stream, padded);
        }
    }

    private static WavFormat ReadFormat(Stream stream, uint size)
    {
        if (size < 16)
        {
            throw new InvalidDataException($"Damaged WAV file: its fmt chunk has {size} bytes, at least 16 are needed.");
        }

        Span<byte> fields = stackalloc byte[40];
        fields = fields[..(int)Math.Min(size, 40)];
        Fill(stream, fields, "the fmt chunk");
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(fields);
        if (tag == ExtensibleTag && fields.Length >= 26)
        {
            // WAVEFORMATEXTENSIBLE: the real tag is the first field of the sub-format GUID.
            tag = BinaryPrimitives.ReadUInt16LittleEndian(fields[24..]);
        }

        int channels = BinaryPrimitives.ReadUInt16LittleEndian(fields[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(fields[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(fields[14..]);
        var encoding = (WavEncoding)tag;
        if ((encoding, bits) is not ((WavEncoding.Pcm16, 16) or (WavEncoding.ALaw, 8) or (WavEncoding.MuLaw, 8)))
        {
            throw new InvalidDataException($"WAV format {tag} with {bits} bits is not supported. Convert it to 16-bit PCM, µ-law or A-law.");
        }

        if (channels is not (1 or 2))
        {
            throw new InvalidDataException($"WAV file with {channels} channels is not supported. Convert it to one or two channels.");
        }

        if (rate is < 4_000 or > 192_000)
        {
            throw new InvalidDataException($"WAV sample rate {rate} is not supported. Convert it to 8000 Hz.");
        }

        return new WavFormat((int)rate, channels, encoding);
    }

    private static void Skip(Stream stream, long count)
    {
        Span<byte> scrap = stackalloc byte[512];
        while (count > 0)
        {
            var part = scrap[..(int)Math.Min(count, scrap.Length)];
            Fill(stream, part, "a chunk before the sound");
            count -= part.Length;
        }
    }

    private static void Fill(Stream stream, Span<byte> buffer, string what)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new InvalidDataException($"Damaged WAV file: it ends within {what}.");
        }
    }
}
