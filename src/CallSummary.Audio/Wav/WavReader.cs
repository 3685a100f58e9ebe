using System.Buffers;
using System.Runtime.InteropServices;
using CallSummary.Audio.Codecs;

namespace CallSummary.Audio.Wav;

/// <summary>Reads WAV sound (PCM 16 bit, µ-law, A-law; one or two channels) from any stream, forward only.</summary>
public sealed class WavReader : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private long _bytesLeft;

    /// <summary>Reads the header.</summary>
    /// <exception cref="InvalidDataException">Not a WAV file of a supported format; the message names the fix.</exception>
    public WavReader(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
        (Format, var declared) = WavHeader.Read(stream);
        // 0 and 0xFFFFFFFF are what a writer leaves that could not go back to its header: read to the end of the stream.
        _bytesLeft = declared is 0 or uint.MaxValue ? long.MaxValue : declared;
        if (stream.CanSeek)
        {
            _bytesLeft = Math.Min(_bytesLeft, stream.Length - stream.Position);
            LengthInFrames = _bytesLeft / Format.BytesPerFrame;
        }
    }

    /// <summary>Rate, channels and encoding.</summary>
    public WavFormat Format { get; }

    /// <summary>Samples per channel that are present, or null when the stream cannot seek.</summary>
    public long? LengthInFrames { get; }

    /// <summary>Reads interleaved samples until the span is full or the sound ends.</summary>
    /// <returns>Samples written, a multiple of the channel count; 0 at the end.</returns>
    public int Read(Span<short> interleaved)
    {
        interleaved = interleaved[..(interleaved.Length - (interleaved.Length % Format.Channels))];
        return Format.Encoding == WavEncoding.Pcm16 ? ReadPcm(interleaved) : ReadG711(interleaved);
    }

    /// <summary>Reads all that is left as one channel; two channels are averaged.</summary>
    /// <param name="maxSamples">The most samples accepted.</param>
    /// <exception cref="InvalidDataException">There are more than <paramref name="maxSamples"/>.</exception>
    public short[] ReadMono(long maxSamples)
    {
        var samples = new ArrayBufferWriter<short>((int)Math.Clamp(LengthInFrames ?? 8192, 1, Math.Max(1, Math.Min(maxSamples, 1 << 24))));
        Span<short> block = stackalloc short[2048];
        for (int read; (read = Read(block)) > 0;)
        {
            var frames = read / Format.Channels;
            if (samples.WrittenCount + (long)frames > maxSamples)
            {
                throw new InvalidDataException($"The WAV file is longer than the {maxSamples / (double)Format.SampleRate:0.#} s allowed here.");
            }

            var target = samples.GetSpan(frames);
            for (var i = 0; i < frames; i++)
            {
                target[i] = Format.Channels == 1 ? block[i] : (short)((block[2 * i] + block[(2 * i) + 1]) / 2);
            }

            samples.Advance(frames);
        }

        return samples.WrittenSpan.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private int ReadPcm(Span<short> samples)
    {
        var bytes = ReadBytes(MemoryMarshal.AsBytes(samples));
        if (!BitConverter.IsLittleEndian)
        {
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(samples[..(bytes / 2)], samples);
        }

        return bytes / 2;
    }

    private int ReadG711(Span<short> samples)
    {
        Span<byte> octets = stackalloc byte[1024];
        var done = 0;
        while (done < samples.Length)
        {
            var read = ReadBytes(octets[..Math.Min(octets.Length, samples.Length - done)]);
            if (read == 0)
            {
                break;
            }

            if (Format.Encoding == WavEncoding.MuLaw)
            {
                G711.DecodeMuLaw(octets[..read], samples[done..]);
            }
            else
            {
                G711.DecodeALaw(octets[..read], samples[done..]);
            }

            done += read;
        }

        return done;
    }

    private int ReadBytes(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, _bytesLeft)];
        var read = _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        _bytesLeft -= read;
        // A torn last frame is left out.
        return read - (read % Format.BytesPerFrame);
    }
}
