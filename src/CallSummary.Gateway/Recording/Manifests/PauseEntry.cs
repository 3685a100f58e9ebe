namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>The recording was paused, or goes on.</summary>
internal sealed record PauseEntry : ManifestEntry
{
    /// <summary>Where on the call's timeline.</summary>
    public required TimeSpan Offset { get; init; }

    public required bool IsPaused { get; init; }
}
