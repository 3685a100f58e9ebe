using System.Globalization;

namespace CallSummary.Transcription.Evaluation.Degradation;

/// <summary>
/// What a line does to sound, written as <c>codec+loss:5+burst:5+noise:15</c>: a codec (or <c>clean</c>), 20 ms packets lost at random or in
/// bursts (percent), noise at a distance below the speech (dB).
/// </summary>
/// <param name="Name">As written.</param>
/// <param name="Codec">The codec, or null for none.</param>
/// <param name="Loss">Share of packets lost, 0 to 0.5.</param>
/// <param name="Bursty">Whether losses come in runs of about five packets.</param>
/// <param name="Noise">Speech over noise in dB, or null for none.</param>
internal sealed record Condition(string Name, DegradationCodec? Codec, double Loss, bool Bursty, double? Noise)
{
    /// <summary>As recorded: resampled to the telephone's rate, nothing else.</summary>
    public const string Clean = "clean";

    /// <summary>The usual set; the headline figures are those of <see cref="Clean"/>.</summary>
    public static readonly IReadOnlyList<string> Usual =
    [
        Clean, "pcmu", "pcma", "g722", "amr", "amr-wb", "opus",
        "pcmu+loss:2", "pcmu+loss:5", "g722+loss:5", "amr+loss:5", "amr-wb+loss:5", "opus+loss:5", "pcmu+burst:5", "pcmu+noise:20", "pcmu+noise:10",
    ];

    /// <summary>Reads a condition.</summary>
    /// <param name="text">Such as <c>pcmu+loss:2</c>.</param>
    /// <param name="missing">Why it cannot be applied here (its codec is absent), or null.</param>
    /// <exception cref="FormatException">It is none; the message says what there is.</exception>
    public static Condition? Parse(string text, out string? missing)
    {
        missing = null;
        var parts = text.Trim().ToLowerInvariant().Split('+');
        var codec = (DegradationCodec?)null;
        if (parts[0] != Clean)
        {
            codec = DegradationCodec.Find(parts[0]) ?? throw Unknown(text);
            missing = codec.Missing;
        }

        var (loss, bursty, noise) = (0.0, false, (double?)null);
        foreach (var part in parts.Skip(1))
        {
            var cut = part.IndexOf(':');
            if (cut < 0 || !double.TryParse(part[(cut + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                throw Unknown(text);
            }

            switch (part[..cut])
            {
                case "loss" or "burst" when value is >= 0 and <= 50:
                    (loss, bursty) = (value / 100, part.StartsWith("burst", StringComparison.Ordinal));
                    break;
                case "noise" when value is >= -10 and <= 60:
                    noise = value;
                    break;
                default:
                    throw Unknown(text);
            }
        }

        return missing is null ? new Condition(text.Trim().ToLowerInvariant(), codec, loss, bursty, noise) : null;
    }

    /// <summary>Samples a second of what arrives: 8,000, or 16,000 through a wideband codec.</summary>
    public int ArrivalRate => Codec?.Rate ?? SpeechFormat.TelephoneRate;

    /// <summary>Sends a sound down the line.</summary>
    /// <param name="samples">16 bit, one channel.</param>
    /// <param name="rate">Its rate in Hz.</param>
    /// <param name="seed">Chooses the packets lost and the noise; the same seed gives the same sound.</param>
    /// <returns>What arrives, at <see cref="ArrivalRate"/>.</returns>
    public short[] Apply(short[] samples, int rate, int seed)
    {
        var random = new Random(seed);
        var line = ArrivalRate;
        var sound = Rates.Convert(samples, rate, line);
        if (Noise is { } distance)
        {
            sound = BackgroundNoise.Add(sound, distance, random);
        }

        var lost = PacketLoss.Pattern((sound.Length + (line / 50) - 1) / (line / 50), Loss, Bursty, random);
        sound = Codec is null ? PacketLoss.Silence(sound, line / 50, lost) : Codec.Transcode(sound, lost);
        return sound;
    }

    private static FormatException Unknown(string text) => new(
        $"'{text}' is no condition. Write clean or a codec ({string.Join(", ", DegradationCodec.All.Select(c => c.Name))}), then +loss:PERCENT, +burst:PERCENT (0 to 50), +noise:DB (-10 to 60), for example pcmu+loss:2+noise:20.");
}
