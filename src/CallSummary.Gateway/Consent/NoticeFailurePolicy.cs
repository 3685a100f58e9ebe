namespace CallSummary.Gateway.Consent;

/// <summary>What happens to a call whose notice could not be played to every party.</summary>
public enum NoticeFailurePolicy
{
    /// <summary>The call goes on; nothing of it is kept.</summary>
    ContinueUnrecorded = 0,

    /// <summary>The call ends.</summary>
    EndCall = 1,
}
