namespace CallSummary.Contracts;

/// <summary>Reads stretches of a recording: the other end of the claim check in <see cref="UtteranceCaptured"/>.</summary>
public interface IRecordedAudio
{
    /// <summary>Reads a byte range of one leg's recording file: whole frames, as <see cref="UtteranceCaptured"/> names them.</summary>
    /// <exception cref="FileNotFoundException">The recording does not exist (any more).</exception>
    ValueTask<byte[]> ReadAsync(Guid callId, Leg leg, long start, long end, CancellationToken cancellationToken);

    /// <summary>Opens a leg's file for reading from its beginning, also while it is being written; null when there is none (any more).</summary>
    Stream? OpenRead(Guid callId, Leg leg);
}
