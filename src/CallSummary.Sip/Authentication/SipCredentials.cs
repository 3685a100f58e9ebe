namespace CallSummary.Sip.Authentication;

/// <summary>What we answer a digest challenge with. Used only for requests that we originate, never in a dialog that a peer opened.</summary>
/// <param name="Username">The digest user name.</param>
/// <param name="Password">The shared secret, in clear.</param>
public sealed record SipCredentials(string Username, string Password)
{
    /// <summary>Only challenges of this realm are answered; null: of any. Set it where it is known: it keeps the digest from a stranger.</summary>
    public string? Realm { get; init; }


    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"SipCredentials {{ Username = {Username} }}";
}
