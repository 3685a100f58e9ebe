namespace CallSummary.Audio.Codecs;

/// <summary>Encodes one RTP stream of one codec, packet after packet: it keeps state from one to the next. Not thread-safe.</summary>
public abstract class SpeechEncoder : IDisposable
{
    /// <summary>Samples per second that go in: 8,000 or 16,000.</summary>
    public abstract int SampleRate { get; }

    /// <summary>Encodes the sound of one packet.</summary>
    /// <param name="samples">10, 20, 40 or 60 ms at <see cref="SampleRate"/>; AMR takes whole frames of 20 ms.</param>
    /// <param name="payload">Room for <see cref="Recordings.RecordedFrameFormat.MaxPayloadLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public abstract int Encode(ReadOnlySpan<short> samples, Span<byte> payload);

    /// <summary>The peer asks for another rate (AMR's codec mode request); codecs without modes pass it over.</summary>
    public virtual void Request(int mode)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what is not the runtime's.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
