using System.ComponentModel.DataAnnotations;

namespace CallSummary.Audio.Speech;

/// <summary>Where speech begins and ends. The defaults are fitted to telephone speech in Korean and English at 8 kHz.</summary>
public sealed record SpeechSegmenterOptions : IValidatableObject
{
    /// <summary>Quiet kept before the first loud frame. Default 250 ms: the demonstration model was trained with 200 to 300 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01", ParseLimitsInInvariantCulture = true)]
    public TimeSpan PreRoll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Quiet kept after the last loud frame; not longer than <see cref="Hangover"/>. Default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01", ParseLimitsInInvariantCulture = true)]
    public TimeSpan PostRoll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The pause that ends an utterance. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:00:03", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Hangover { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Loud frames that an utterance must have in all; less is a click or a breath. Default 120 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:00:02", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MinSpeech { get; init; } = TimeSpan.FromMilliseconds(120);

    /// <summary>The longest utterance, padding included. Default and most 28 s: a Whisper window is 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:00:28", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxUtterance { get; init; } = TimeSpan.FromSeconds(28);

    /// <summary>How far before the longest length the quietest place is looked for. Default 8 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:20", ParseLimitsInInvariantCulture = true)]
    public TimeSpan CutSearch { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Level of a 10 ms frame below which nothing is speech, in dB relative to full scale. Default -50.</summary>
    [Range(-70.0, -20.0)]
    public double MinLevel { get; init; } = -50;

    /// <summary>How far a frame must stand above the noise floor to be speech, in dB. Default 9.</summary>
    [Range(3.0, 30.0)]
    public double AboveNoise { get; init; } = 9;

    /// <summary>
    /// Sound whose levels over 50 ms differ less than this (standard deviation in dB) is a tone or steady noise, not speech. Default 1.2; 0 keeps all.
    /// </summary>
    [Range(0.0, 10.0)]
    public double MinLevelSpread { get; init; } = 1.2;

    /// <summary>
    /// Share of loud frames that one or two pure tones explain from which a segment is signalling (ring-back, busy, DTMF), not speech.
    /// Default 0.7; above 1 keeps all.
    /// </summary>
    [Range(0.1, 2.0)]
    public double MaxTonalShare { get; init; } = 0.7;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PostRoll > Hangover)
        {
            yield return new ValidationResult($"{nameof(PostRoll)} ({PostRoll}) must not be longer than {nameof(Hangover)} ({Hangover}).");
        }

        if (CutSearch >= MaxUtterance)
        {
            yield return new ValidationResult($"{nameof(CutSearch)} ({CutSearch}) must be shorter than {nameof(MaxUtterance)} ({MaxUtterance}).");
        }
    }
}
