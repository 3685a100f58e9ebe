namespace CallSummary.Contracts;

/// <summary>One party's side of a call. One leg is one audio channel and stays so to the end of the call.</summary>
public enum Leg
{
    /// <summary>Not known to this version; never sent.</summary>
    Unknown = 0,

    /// <summary>The party that placed the call: the left channel of the recording.</summary>
    Caller = 1,

    /// <summary>The party that was called: the right channel of the recording.</summary>
    Callee = 2,
}
