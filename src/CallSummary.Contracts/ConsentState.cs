namespace CallSummary.Contracts;

/// <summary>Whether the audio of a call may be kept. Only <see cref="NotRequired"/> and <see cref="Granted"/> allow capture.</summary>
public enum ConsentState
{
    /// <summary>Not known to this version; treated as no consent.</summary>
    Unknown = 0,

    /// <summary>The notice has not been played to every party yet; audio stays in memory and is discarded.</summary>
    Pending = 1,

    /// <summary>The tenant's policy needs no notice (for example: the carrier has already announced it).</summary>
    NotRequired = 2,

    /// <summary>Every party has heard the notice and stayed on the line.</summary>
    Granted = 3,

    /// <summary>A party refused, or the notice could not be played: nothing is kept.</summary>
    Refused = 4,

    /// <summary>Consent was taken back: capture stopped and what existed is erased.</summary>
    Withdrawn = 5,
}
