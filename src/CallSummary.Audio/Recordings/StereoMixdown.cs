namespace CallSummary.Audio.Recordings;

/// <summary>Writes a call's two leg files as one stereo WAV file.</summary>
public static class StereoMixdown
{
    /// <summary>Writes the whole call; the leg files stay open.</summary>
    /// <param name="caller">The caller's leg file, seekable, or null: the left channel.</param>
    /// <param name="callee">The callee's leg file, seekable, or null: the right channel.</param>
    /// <param name="callLength">Length of the call, or null for the end of the longer leg.</param>
    /// <param name="destination">Where the WAV file is written.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    /// <exception cref="InvalidDataException">A file is not a leg recording.</exception>
    public static async Task WriteAsync(
        Stream? caller, Stream? callee, TimeSpan? callLength, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
#pragma warning disable CA2000 // Disposing it would dispose the caller's files.
        var wav = new RecordingWavStream(caller, callee, callLength);
#pragma warning restore CA2000
        await wav.CopyToAsync(destination, cancellationToken);
    }
}
