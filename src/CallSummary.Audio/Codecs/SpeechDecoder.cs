namespace CallSummary.Audio.Codecs;

/// <summary>Decodes one RTP stream of one codec, payload after payload: it keeps state from one to the next. Not thread-safe.</summary>
public abstract class SpeechDecoder : IDisposable
{
    /// <summary>Samples per second that come out: 8,000 or 16,000.</summary>
    public abstract int SampleRate { get; }

    /// <summary>
    /// The sender has stopped sending because nobody speaks (a silence descriptor, or Opus's own DTX): what is missing now is
    /// comfort noise, which <see cref="Conceal"/> makes, and no loss.
    /// </summary>
    public virtual bool IsPaused => false;

    /// <summary>Decodes a payload.</summary>
    /// <param name="payload">As it stands in the RTP packet.</param>
    /// <param name="samples">Room for the payload's sound at <see cref="SampleRate"/>.</param>
    /// <returns>Samples written; 0 when the payload is none of this codec.</returns>
    public abstract int Decode(ReadOnlySpan<byte> payload, Span<short> samples);

    /// <summary>Fills the place of packets that did not come: as much like what was heard as the codec can, fading; or its comfort noise.</summary>
    /// <param name="samples">The whole place; codecs with frames fill whole frames and leave silence behind them.</param>
    public abstract void Conceal(Span<short> samples);

    /// <summary>Fills the place of one lost packet when the one after it has come: Opus carries a coarse copy of the one before (RFC 6716 section 2.1.7).</summary>
    /// <param name="next">The payload after the loss.</param>
    /// <param name="samples">The place of the lost one.</param>
    public virtual void Recover(ReadOnlySpan<byte> next, Span<short> samples) => Conceal(samples);

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
