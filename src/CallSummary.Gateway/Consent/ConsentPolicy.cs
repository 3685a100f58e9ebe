namespace CallSummary.Gateway.Consent;

/// <summary>What a trunk asks for before audio may be kept.</summary>
public enum ConsentPolicy
{
    /// <summary>Every party hears the notice first.</summary>
    NoticeRequired = 0,

    /// <summary>The carrier has announced it before the call reaches us.</summary>
    AlreadyAnnounced = 1,
}
