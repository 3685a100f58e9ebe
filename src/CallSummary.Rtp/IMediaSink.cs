namespace CallSummary.Rtp;

/// <summary>Takes what a leg receives. Called on the media thread, one call at a time per leg; it must not block.</summary>
public interface IMediaSink
{
    /// <summary>A packet of the leg's stream, as it came: perhaps out of order, perhaps twice. An exception is counted and the media goes on.</summary>
    void OnPacket(in ReceivedPacket packet);

    /// <summary>A key was pressed (RFC 4733), told once, when it was released.</summary>
    /// <param name="digit">0-9, *, #, A-D.</param>
    /// <param name="duration">How long it was held.</param>
    void OnDigit(char digit, TimeSpan duration);
}
