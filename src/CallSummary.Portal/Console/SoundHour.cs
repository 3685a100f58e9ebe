namespace CallSummary.Portal.Console;

/// <summary>How well the sound of one hour's calls arrived.</summary>
internal sealed record SoundHour(DateTimeOffset At, int Legs, double MeanOpinionScore, double Loss, TimeSpan Jitter, int Poor);
