namespace CallSummary.Sip.Registration;

/// <summary>What became of a registration.</summary>
public enum SipRegistrationState
{
    /// <summary>Not asked yet, or taken back.</summary>
    Unregistered,

    /// <summary>The registrar sends us calls until <see cref="SipRegistration.ExpiresAt"/>.</summary>
    Registered,

    /// <summary>The registrar refused: wrong credentials, unknown address. Tried again, ever more slowly.</summary>
    Refused,

    /// <summary>No answer, or the way there failed. Tried again.</summary>
    Unreachable,
}
