using Concentus;
using Concentus.Structs;

namespace CallSummary.Audio.Codecs;

/// <summary>
/// Opus (RFC 6716, RFC 7587) as speech: whatever band and channels come, 16 kHz mono goes out, which is all that a recogniser hears and a
/// telephone plays.
/// </summary>
internal sealed class OpusSpeechDecoder : SpeechDecoder
{
    /// <summary>Samples per second.</summary>
    public const int Rate = 16_000;

    // RFC 6716 section 2.1.4: a packet holds at most 120 ms.
    private const int MaxSamples = Rate * 120 / 1000;
    private const int Frame = Rate / 50;

    // A packet of DTX is the TOC octet and perhaps one more: no speech fits in it.
    private const int LongestPause = 2;

#pragma warning disable CS0618 // The factory would look for a native library of another origin first.
    private readonly OpusDecoder _decoder = new(Rate, 1);
#pragma warning restore CS0618
    private bool _isPaused;

    public override int SampleRate => Rate;

    public override bool IsPaused => _isPaused;

    /// <summary>Length of a payload in samples at a rate; 0 when it is no Opus packet.</summary>
    public static int SamplesIn(ReadOnlySpan<byte> payload, int rate)
    {
        if (payload.IsEmpty)
        {
            return 0;
        }

        // RFC 6716 section 3.2.5: code 3 has its count in the next octet.
        var frames = (payload[0] & 3) switch { 0 => 1, 3 => payload.Length > 1 ? payload[1] & 0x3F : 0, _ => 2 };
        var samples = frames * OpusPacketInfo.GetNumSamplesPerFrame(payload, rate);
        return samples > rate * 120 / 1000 ? 0 : samples;
    }

    public override int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        var length = SamplesIn(payload, Rate);
        _isPaused = payload.Length <= LongestPause;
        if (length == 0 || length > samples.Length)
        {
            return 0;
        }

        // A TOC octet alone says that the pause goes on (RFC 6716 section 3.2.1), and what cannot be decoded was lost.
        if (payload.Length == 1 || Decode(payload, samples[..length], fromNext: false) != length)
        {
            Conceal(samples[..length]);
        }

        return length;
    }

    public override void Conceal(Span<short> samples)
    {
        while (!samples.IsEmpty)
        {
            // The decoder conceals in steps of 2.5 ms.
            var part = Math.Min(samples.Length, Frame) / 40 * 40;
            if (part == 0 || Decode(default, samples[..part], fromNext: false) == 0)
            {
                samples.Clear();
                return;
            }

            samples = samples[part..];
        }
    }

    public override void Recover(ReadOnlySpan<byte> next, Span<short> samples)
    {
        if (samples.Length is 0 or > MaxSamples || samples.Length % 40 != 0 || Decode(next, samples, fromNext: true) == 0)
        {
            Conceal(samples);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Decode(ReadOnlySpan<byte> payload, Span<short> samples, bool fromNext)
    {
        try
        {
            return _decoder.Decode(payload, samples, samples.Length, fromNext);
        }
        catch (Exception e) when (e is OpusException or ArgumentException or IndexOutOfRangeException)
        {
            // Whatever a peer sends as Opus is data, not a fault.
            return 0;
        }
    }
}
