using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>Notices that a model repeats itself: greedy decoding never leaves such a loop, and each round of it costs a step.</summary>
internal sealed class LoopGuard
{
    private const int LongestPeriod = 16;
    private const int Rounds = 5;

    private readonly List<LLamaToken> _tokens = [];

    /// <summary>Adds a token; true when the last ones are the same stretch, several times over.</summary>
    public bool Add(LLamaToken token)
    {
        _tokens.Add(token);
        for (var period = 1; period <= LongestPeriod; period++)
        {
            // A short stretch may repeat in earnest, in a long number.
            var length = period * Math.Max(Rounds, 24 / period);
            if (_tokens.Count >= length && IsPeriodic(period, length))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsPeriodic(int period, int length)
    {
        for (var i = _tokens.Count - 1; i >= _tokens.Count - length + period; i--)
        {
            if (_tokens[i] != _tokens[i - period])
            {
                return false;
            }
        }

        return true;
    }
}
