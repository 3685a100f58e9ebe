using System.Numerics.Tensors;
using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>
/// Takes the most probable token that the grammar allows. The grammar is asked about the best token alone first; only when it refuses
/// are all tokens put before it, which costs the whole vocabulary.
/// </summary>
internal sealed class GreedySampler : IDisposable
{
    private readonly SafeLLamaSamplerChainHandle? _grammar;
    private readonly LLamaTokenData[] _one = new LLamaTokenData[1];

    public GreedySampler(SafeLlamaModelHandle model, string? grammar)
    {
        if (grammar is not null)
        {
            _grammar = SafeLLamaSamplerChainHandle.Create(LLamaSamplerChainParams.Default());
            _grammar.AddGrammar(model, grammar, "root");
        }
    }

    public bool HasGrammar => _grammar is not null;

    public LLamaToken Sample(ReadOnlySpan<float> logits)
    {
        var best = (LLamaToken)TensorPrimitives.IndexOfMax(logits);
        return _grammar is null || Allows(best) ? best : BestAllowed(logits, null);
    }

    /// <summary>Takes the token that the grammar allows and that ends the answer soonest.</summary>
    public LLamaToken SampleClosing(ReadOnlySpan<float> logits, ClosingTokens closing) => BestAllowed(logits, closing);

    /// <summary>Moves the grammar on. Not for the token that ends the answer.</summary>
    public void Accept(LLamaToken token) => _grammar?.Accept(token);

    public void Dispose() => _grammar?.Dispose();

    private bool Allows(LLamaToken token)
    {
        _one[0] = new LLamaTokenData(token, 1f, 0f);
        using (LLamaTokenDataArrayNative.Create(new LLamaTokenDataArray(_one), out var native))
        {
            _grammar!.Apply(ref native);
            return !float.IsNegativeInfinity(native.Data[0].Logit);
        }
    }

    private LLamaToken BestAllowed(ReadOnlySpan<float> logits, ClosingTokens? closing)
    {
        using (LLamaTokenDataArrayNative.Create(LLamaTokenDataArray.Create(logits), out var native))
        {
            _grammar!.Apply(ref native);
            var best = native.Data[0];
            var bestRank = -1;
            foreach (var candidate in native.Data)
            {
                if (float.IsNegativeInfinity(candidate.Logit))
                {
                    continue;
                }

                var rank = closing?.Rank(candidate.ID) ?? 0;
                if (rank > bestRank || (rank == bestRank && candidate.Logit > best.Logit))
                {
                    (best, bestRank) = (candidate, rank);
                }
            }

            return best.ID;
        }
    }
}
