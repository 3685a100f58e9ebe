namespace CallSummary.Transcription.Evaluation.Degradation;

/// <summary>What telephones play when nobody speaks, made on the spot at 8 kHz. A recogniser must write no word for any of it.</summary>
internal static class NonSpeech
{
    private const int Rate = SpeechFormat.TelephoneRate;

    // A major scale, for hold music.
    private static readonly double[] Scale = [261.6, 293.7, 329.6, 349.2, 392.0, 440.0, 493.9, 523.3];

    // Rows and columns of the telephone keypad (ITU-T Q.23).
    private static readonly double[] Rows = [697, 770, 852, 941];
    private static readonly double[] Columns = [1209, 1336, 1477];

    /// <summary>Each kind of sound by name, for a length in seconds and a seed.</summary>
    public static IReadOnlyDictionary<string, Func<double, int, short[]>> All { get; } = new Dictionary<string, Func<double, int, short[]>>
    {
        ["silence"] = (seconds, _) => new short[(int)(seconds * Rate)],
        ["comfort-noise"] = (seconds, seed) => Noise(seconds, seed, 60),
        ["line-noise"] = (seconds, seed) => Noise(seconds, seed, 2500),
        ["ring-back"] = (seconds, _) => Make(seconds, t => t % 3 < 1 ? Tone(t, 440) + Tone(t, 480) : 0),
        ["busy"] = (seconds, _) => Make(seconds, t => t % 1 < 0.5 ? Tone(t, 480) + Tone(t, 620) : 0),
        ["dtmf"] = Digits,
        ["hold-music"] = Music,
        ["clicks"] = Clicks,
    };

    private static short[] Noise(double seconds, int seed, double level)
    {
        var random = new Random(seed);
        var noise = BackgroundNoise.Make((int)(seconds * Rate), random);
        return [.. noise.Select((n, i) => (short)(n * 10 * level * (1 + (0.5 * Math.Sin(2 * Math.PI * 0.3 * i / Rate)))))];
    }

    private static short[] Digits(double seconds, int seed)
    {
        var random = new Random(seed);
        var keys = Enumerable.Range(0, (int)(seconds * 4) + 1).Select(_ => (Rows[random.Next(4)], Columns[random.Next(3)])).ToArray();
        return Make(seconds, t => t % 0.25 < 0.1 ? Tone(t, keys[(int)(t * 4)].Item1) + Tone(t, keys[(int)(t * 4)].Item2) : 0);
    }

    private static short[] Music(double seconds, int seed)
    {
        var random = new Random(seed);
        var notes = Enumerable.Range(0, (int)(seconds * 3) + 1).Select(_ => Scale[random.Next(Scale.Length)]).ToArray();
        return Make(seconds, t =>
        {
            var beat = (int)(t * 3);
            var fade = Math.Exp(-3 * ((t * 3) - beat));
            var chord = Scale[beat / 6 * 3 % 7] / 2;
            return (1.2 * fade * (Tone(t, notes[beat]) + (0.5 * Tone(t, 2 * notes[beat])) + (0.3 * Tone(t, 3 * notes[beat]))))
                + (0.4 * (Tone(t, chord) + Tone(t, chord * 1.25) + Tone(t, chord * 1.5)));
        });
    }

    private static short[] Clicks(double seconds, int seed)
    {
        var random = new Random(seed);
        var sound = new short[(int)(seconds * Rate)];
        for (var at = Rate / 2; at < sound.Length - 80; at += random.Next(Rate / 4, 2 * Rate))
        {
            for (var i = 0; i < 80; i++)
            {
                sound[at + i] = (short)(12_000 * Math.Exp(-i / 15.0) * ((2 * random.NextDouble()) - 1));
            }
        }

        return sound;
    }

    private static double Tone(double t, double frequency) => Math.Sin(2 * Math.PI * frequency * t);

    private static short[] Make(double seconds, Func<double, double> at)
    {
        var sound = new short[(int)(seconds * Rate)];
        for (var i = 0; i < sound.Length; i++)
        {
            sound[i] = (short)Math.Clamp(4000 * at((double)i / Rate), short.MinValue, short.MaxValue);
        }

        return sound;
    }
}
