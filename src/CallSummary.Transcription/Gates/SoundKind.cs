namespace CallSummary.Transcription.Gates;

/// <summary>What the level of a sound says about it, before any model hears it.</summary>
internal enum SoundKind
{
    /// <summary>May be speech.</summary>
    Speech,

    /// <summary>Too quiet to be speech.</summary>
    Silence,

    /// <summary>A sound of constant level: ring-back, busy or dial tone, hiss. Speech never holds its level.</summary>
    Steady,
}
