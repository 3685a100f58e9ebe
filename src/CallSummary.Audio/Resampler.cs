using System.Numerics;

namespace CallSummary.Audio;

/// <summary>
/// Changes the sample rate by a ratio of whole numbers (8 to 16 kHz, 16 to 8, 48 or 44.1 to 8 or 16, ...) with a polyphase
/// Kaiser-windowed low-pass. Keeps its state from call to call, so a stream may come in pieces of any size. Not thread-safe.
/// </summary>
public sealed class Resampler
{
    // 32 taps a phase and beta 8: about 80 dB of rejection, flat to 90 % of the narrower band.
    private const int TapsPerPhase = 32;
    private const double KaiserBeta = 8.0;

    private readonly float[][] _phases;
    private readonly float[] _history;
    private float[]? _converted;
    private readonly int _up;
    private readonly int _down;
    private readonly int _taps;
    private readonly bool _isSteady;
    private int _phase;
    private int _skip;
    private int _filled;

    /// <summary>A resampler between two rates.</summary>
    /// <param name="inputRate">Samples per second in, 4,000 to 192,000.</param>
    /// <param name="outputRate">Samples per second out, 4,000 to 192,000.</param>
    public Resampler(int inputRate, int outputRate)
        : this(inputRate, outputRate, isSteady: false)
    {
    }

    private Resampler(int inputRate, int outputRate, bool isSteady)
    {
        RequireRate(inputRate, nameof(inputRate));
        RequireRate(outputRate, nameof(outputRate));
        var divisor = (int)BigInteger.GreatestCommonDivisor(inputRate, outputRate);
        _up = outputRate / divisor;
        _down = inputRate / divisor;
        // When the rate falls the filter must be as much longer as the band is narrower.
        _taps = TapsPerPhase * Math.Max(1, (_down + _up - 1) / _up);
        _phases = DesignPhases(_up, _down, _taps);
        _history = new float[_taps + 1024];
        _isSteady = isSteady;
        Restart();
    }

    /// <summary>
    /// A resampler for sound that comes in packets: as much time comes out of every call as went in (an even number of samples, between 8 and
    /// 16 kHz), later by <see cref="Latency"/>.
    /// </summary>
    public static Resampler Steady(int inputRate, int outputRate) => new(inputRate, outputRate, isSteady: true);

    /// <summary>Forgets what it has heard, as if new.</summary>
    public void Restart()
    {
        Array.Clear(_history);
        _filled = _taps - 1;
        _phase = 0;
        // Output starts at the filter's centre, so that nothing is delayed; or at once, so that nothing is held back.
        _skip = _isSteady ? 0 : _taps / 2;
    }

    /// <summary>The most output samples that an input of this many samples can give in one call.</summary>
    public int MaxOutput(int inputSamples) => (int)(((long)inputSamples * _up / _down) + 2);

    /// <summary>Input samples still inside the filter: what <see cref="Flush"/> gets out.</summary>
    public int Latency => _taps / 2;

    /// <summary>Resamples a piece of a stream.</summary>
    /// <returns>Samples written.</returns>
    /// <exception cref="ArgumentException"><paramref name="output"/> is smaller than <see cref="MaxOutput"/> says.</exception>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        RequireRoom(input.Length, output.Length);
        var written = 0;
        while (!input.IsEmpty)
        {
            var part = Math.Min(input.Length, _history.Length - _filled);
            input[..part].CopyTo(_history.AsSpan(_filled));
            _filled += part;
            input = input[part..];
            written += Drain(output[written..]);
        }

        return written;
    }

    /// <summary>Resamples a piece of a stream of 16 bit samples; loud peaks are clipped, not wrapped.</summary>
    /// <returns>Samples written.</returns>
    /// <exception cref="ArgumentException"><paramref name="output"/> is smaller than <see cref="MaxOutput"/> says.</exception>
    public int Process(ReadOnlySpan<short> input, Span<short> output)
    {
        RequireRoom(input.Length, output.Length);
        Span<float> piece = stackalloc float[256];
        var converted = _converted ??= new float[MaxOutput(piece.Length)];
        var written = 0;
        while (!input.IsEmpty)
        {
            var part = Math.Min(input.Length, piece.Length);
            for (var i = 0; i < part; i++)
            {
                piece[i] = input[i];
            }

            input = input[part..];
            var count = Process(piece[..part], converted);
            for (var i = 0; i < count; i++)
            {
                output[written++] = (short)Math.Clamp(MathF.Round(converted[i]), short.MinValue, short.MaxValue);
            }
        }

        return written;
    }

    /// <summary>Gets the last samples out of the filter at the end of a stream.</summary>
    /// <returns>Samples written; <paramref name="output"/> needs <see cref="MaxOutput"/> of <see cref="Latency"/>.</returns>
    public int Flush(Span<float> output) => Process(new float[Latency], output);

    /// <summary>Resamples a whole clip; time is kept, nothing is delayed.</summary>
    public static float[] Convert(ReadOnlySpan<float> input, int inputRate, int outputRate)
    {
        var resampler = new Resampler(inputRate, outputRate);
        var output = new float[resampler.MaxOutput(input.Length) + resampler.MaxOutput(resampler.Latency)];
        var written = resampler.Process(input, output);
        written += resampler.Flush(output.AsSpan(written));
        var length = (int)(((long)input.Length * outputRate + inputRate - 1) / inputRate);
        Array.Resize(ref output, length);
        output.AsSpan(Math.Min(written, length)).Clear();
        return output;
    }

    /// <summary>Resamples a whole clip of 16 bit samples; time is kept, nothing is delayed.</summary>
    public static short[] Convert(ReadOnlySpan<short> input, int inputRate, int outputRate)
    {
        var samples = new float[input.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = input[i];
        }

        return Array.ConvertAll(
            Convert(samples, inputRate, outputRate),
            s => (short)Math.Clamp(MathF.Round(s), short.MinValue, short.MaxValue));
    }

    private int Drain(Span<float> output)
    {
        var written = 0;
        var start = 0;
        while (start + _skip + _taps <= _filled)
        {
            start += _skip;
            output[written++] = Dot(_phases[_phase], _history.AsSpan(start, _taps));
            _phase += _down;
            _skip = _phase / _up;
            _phase %= _up;
        }

        // Samples that no later output needs are dropped.
        var drop = Math.Min(start + _skip, _filled);
        if (start + _skip > drop)
        {
            _skip -= drop - start;
        }
        else
        {
            _skip = 0;
        }

        _history.AsSpan(drop, _filled - drop).CopyTo(_history);
        _filled -= drop;
        return written;
    }

    private static float Dot(ReadOnlySpan<float> taps, ReadOnlySpan<float> samples)
    {
        var sum = Vector<float>.Zero;
        for (var i = 0; i < taps.Length; i += Vector<float>.Count)
        {
            sum += new Vector<float>(taps[i..]) * new Vector<float>(samples[i..]);
        }

        return Vector.Sum(sum);
    }

    private static float[][] DesignPhases(int up, int down, int taps)
    {
        // The prototype runs at inputRate * up; the pass band ends 8 % below the narrower Nyquist frequency.
        var cutoff = 0.46 / Math.Max(1.0, (double)down / up);
        var centre = taps / 2;
        var phases = new float[up][];
        for (var p = 0; p < up; p++)
        {
            phases[p] = new float[taps];
            var sum = 0.0;
            var row = new double[taps];
            for (var k = 0; k < taps; k++)
            {
                var x = k - (centre - 1) - ((double)p / up);
                var sinc = x == 0 ? 2 * cutoff : Math.Sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
                var edge = x / centre;
                var window = Math.Abs(edge) >= 1 ? 0 : Bessel0(KaiserBeta * Math.Sqrt(1 - (edge * edge))) / Bessel0(KaiserBeta);
                row[k] = sinc * window;
                sum += row[k];
            }

            for (var k = 0; k < taps; k++)
            {
                phases[p][k] = (float)(row[k] / sum);
            }
        }

        return phases;
    }

    private static double Bessel0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > 1e-12 * sum; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }

    private void RequireRoom(int input, int output)
    {
        if (output < MaxOutput(input))
        {
            throw new ArgumentException($"The output holds {output} samples; {MaxOutput(input)} are needed for {input} input samples.");
        }
    }

    private static void RequireRate(int rate, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 4_000, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 192_000, name);
    }
}
