namespace CallSummary.Contracts;

/// <summary>Asks the gateway that has the call to pause its recording, or to go on with it. The conversation itself goes on either way.</summary>
public sealed record PauseRecording
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call; a call of another one is left alone.</summary>
    public required string TenantId { get; init; }

    /// <summary>True pauses, false goes on. What is already so stays so.</summary>
    public required bool Pause { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
