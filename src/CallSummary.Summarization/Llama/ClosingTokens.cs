using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>The tokens that bring JSON to an end: first those that end a text, then a list, then an object.</summary>
internal sealed class ClosingTokens
{
    private const int LongestToken = 64;

    private readonly byte[] _rank;

    public ClosingTokens(SafeLlamaModelHandle model)
    {
        _rank = new byte[model.Vocab.Count];
        Span<byte> text = stackalloc byte[LongestToken];
        for (var id = 0; id < _rank.Length; id++)
        {
            var length = (int)model.TokenToSpan(id, text, 0, special: false);
            _rank[id] = length is < 1 or > LongestToken ? (byte)0 : text[0] switch { (byte)'"' => (byte)3, (byte)']' => (byte)2, (byte)'}' => (byte)1, _ => (byte)0 };
        }
    }

    /// <summary>How much a token helps to end: higher comes first, 0 does not help.</summary>
    public int Rank(LLamaToken token) => _rank[(int)token];
}
