using System.Numerics.Tensors;
using System.Text;
using LLama;
using LLama.Common;
using LLama.Native;

namespace CallSummary.Benchmarks.Summaries;

/// <summary>llama.cpp with nothing around it: one prompt after the other, greedy, no grammar, no check. The floor that the service is measured against.</summary>
internal sealed class BareLlama : IDisposable
{
    private const int Context = 2048;
    private const int Batch = 512;

    private readonly LLamaWeights _weights;
    private readonly LLamaContext _context;
    private readonly LLamaBatch _batch = new();

    public BareLlama(string path)
    {
        var parameters = new ModelParams(path) { ContextSize = Context, Threads = 1, BatchThreads = 1, BatchSize = Batch, UBatchSize = Batch, GpuLayerCount = 0 };
        _weights = LLamaWeights.LoadFromFile(parameters);
        _context = _weights.CreateContext(parameters);
    }

    /// <returns>The answer and the tokens read and written.</returns>
    public (string Text, int Tokens) Answer(ReadOnlySpan<LLamaToken> prompt)
    {
        _context.NativeHandle.MemoryClear();
        var decoder = new StreamingTokenDecoder(Encoding.UTF8, _weights);
        var position = 0;
        var at = 0;
        for (; position < prompt.Length; position += Batch)
        {
            var part = prompt.Slice(position, Math.Min(Batch, prompt.Length - position));
            _batch.Clear();
            for (var i = 0; i < part.Length; i++)
            {
                at = _batch.Add(part[i], position + i, LLamaSeqId.Zero, position + i == prompt.Length - 1);
            }

            _context.NativeHandle.Decode(_batch);
        }

        position = prompt.Length;
        while (position < Context)
        {
            var token = (LLamaToken)TensorPrimitives.IndexOfMax(_context.NativeHandle.GetLogitsIth(at));
            if (token.IsEndOfGeneration(_weights.Vocab))
            {
                break;
            }

            decoder.Add(token);
            _batch.Clear();
            at = _batch.Add(token, position++, LLamaSeqId.Zero, true);
            _context.NativeHandle.Decode(_batch);
        }

        return (decoder.Read(), position);
    }

    public void Dispose()
    {
        _context.Dispose();
        _weights.Dispose();
    }
}
