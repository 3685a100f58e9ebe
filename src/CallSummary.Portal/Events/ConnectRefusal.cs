namespace CallSummary.Portal.Events;

/// <summary>Why a stream was not opened.</summary>
internal enum ConnectRefusal
{
    None = 0,
    TooManyForKey = 1,
    TooManyInAll = 2,
}
