namespace CallSummary.Portal.Push;

/// <summary>What became of a notice.</summary>
internal enum PushOutcome
{
    /// <summary>The push service has it.</summary>
    Taken = 0,

    /// <summary>The browser is no more.</summary>
    Gone = 1,

    /// <summary>The push service cannot take it now.</summary>
    Later = 2,

    /// <summary>It will never be taken.</summary>
    Refused = 3,
}
