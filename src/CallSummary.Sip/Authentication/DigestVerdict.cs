namespace CallSummary.Sip.Authentication;

/// <summary>The outcome of <see cref="DigestServer.Verify(Messages.SipRequest)"/>.</summary>
/// <param name="Result">What was found.</param>
/// <param name="Username">The user, only when accepted.</param>
public readonly record struct DigestVerdict(DigestResult Result, string? Username = null);
