namespace CallSummary.Audio.Codecs;

/// <summary>
/// Loss concealment for codecs that have none: the last pitch period goes on and fades (after the idea of ITU-T G.711 appendix I), for
/// silence in mid-word is heard as a click and a gap.
/// </summary>
internal sealed class RepeatedSound
{
    // Full level for 10 ms, silent after 60.
    private const int KeepMs = 10;
    private const int FadeMs = 60;

    private readonly short[] _history;
    private readonly int _shortest;
    private readonly int _longest;
    private readonly int _rate;
    private int _period;
    private int _filled;

    /// <param name="rate">Samples per second.</param>
    public RepeatedSound(int rate)
    {
        _rate = rate;
        // 66 to 400 Hz: where voices have their pitch.
        _shortest = rate / 400;
        _longest = rate / 66;
        _history = new short[3 * _longest];
    }

    /// <summary>Remembers what was heard.</summary>
    public void Heard(ReadOnlySpan<short> samples)
    {
        _filled = 0;
        if (samples.Length >= _history.Length)
        {
            samples[^_history.Length..].CopyTo(_history);
            return;
        }

        _history.AsSpan(samples.Length).CopyTo(_history);
        samples.CopyTo(_history.AsSpan(_history.Length - samples.Length));
    }

    /// <summary>Goes on with it.</summary>
    public void Fill(Span<short> samples)
    {
        if (_filled == 0)
        {
            _period = FindPeriod();
        }

        var (keep, fade) = (_rate * KeepMs / 1000, _rate * FadeMs / 1000);
        for (var i = 0; i < samples.Length; i++, _filled++)
        {
            var level = Math.Clamp((double)(fade - _filled) / (fade - keep), 0, 1);
            samples[i] = (short)(level * _history[_history.Length - _period + (_filled % _period)]);
        }
    }

    private int FindPeriod()
    {
        var (best, period) = (double.MinValue, _longest);
        var recent = _history.AsSpan(_history.Length - _longest);
        // Every second lag is near enough, and half the work.
        for (var lag = _shortest; lag <= _longest; lag += 2)
        {
            long product = 0, energy = 1;
            var earlier = _history.AsSpan(_history.Length - _longest - lag, _longest);
            for (var i = 0; i < recent.Length; i += 2)
            {
                product += recent[i] * earlier[i];
                energy += earlier[i] * earlier[i];
            }

            var likeness = product / Math.Sqrt(energy);
            if (likeness > best)
            {
                (best, period) = (likeness, lag);
            }
        }

        return period;
    }
}
