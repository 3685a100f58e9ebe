using System.Threading.Channels;
using LLama;
using LLama.Abstractions;
using LLama.Batched;
using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>
/// Writes several answers at once: every step runs one batch that holds the next token of each, so that the weights are read once for all.
/// One loop owns the native context; nothing else touches it.
/// </summary>
internal sealed class BatchedGenerator : IAsyncDisposable
{
    private readonly LLamaWeights _weights;
    private readonly IContextParams _parameters;
    private readonly int _places;
    private readonly Channel<Generation> _waiting;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public BatchedGenerator(LLamaWeights weights, IContextParams parameters, int places, int queueLimit)
    {
        _weights = weights;
        _parameters = parameters;
        _places = places;
        _waiting = Channel.CreateBounded<Generation>(new BoundedChannelOptions(queueLimit) { SingleReader = true });
        _running = Task.Run(RunAsync);
    }

    /// <summary>Greedy answer to a prompt.</summary>
    /// <param name="prompt">Tokens, with the beginning-of-text token where the model wants one.</param>
    /// <param name="grammar">GBNF with the rule <c>root</c>, or null.</param>
    /// <param name="maxTokens">Longest answer.</param>
    /// <param name="cancellationToken">Gives the answer up within one step.</param>
    /// <exception cref="LlamaEngineException">The queue is full or native code failed.</exception>
    public Task<GeneratedAnswer> GenerateAsync(LLamaToken[] prompt, string? grammar, int maxTokens, CancellationToken cancellationToken)
    {
        var generation = new Generation(prompt, grammar, maxTokens, cancellationToken);
        return _waiting.Writer.TryWrite(generation)
            ? generation.Answer
            : throw new LlamaEngineException("Too many answers wait for the model: raise CallSummary:Summarization:Llama:QueueLimit, or run more workers.");
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        BatchedExecutor? executor = null;
        var active = new List<Generation>(_places);
        try
        {
            while (await NextAsync(active))
            {
                try
                {
                    executor ??= new BatchedExecutor(_weights, _parameters);
                    await StepAsync(executor, active);
                }
                catch (Exception exception)
                {
                    // What a failed decode leaves in the cache is unknown: answer everyone, and start over with a fresh context.
                    active.ForEach(generation => generation.Fail(new LlamaEngineException("The model failed while writing.", exception)));
                    active.Clear();
                    executor?.Dispose();
                    executor = null;
                }
            }
        }
        finally
        {
            var stopped = new LlamaEngineException("The engine has stopped.");
            active.ForEach(generation => generation.Fail(stopped));
            while (_waiting.Reader.TryRead(out var generation))
            {
                generation.Fail(stopped);
            }

            executor?.Dispose();
        }
    }

    private async Task<bool> NextAsync(List<Generation> active) => !_stopping.IsCancellationRequested
        && (active.Count > 0 || await _waiting.Reader.WaitToReadAsync());

    private async Task StepAsync(BatchedExecutor executor, List<Generation> active)
    {
        while (active.Count < _places && _waiting.Reader.TryRead(out var next))
        {
            active.Add(next);
            next.Start(executor);
        }

        var result = await executor.Infer(_stopping.Token);
        if (result != DecodeResult.Ok)
        {
            throw new InvalidOperationException($"llama.cpp answered {result}.");
        }

        active.RemoveAll(generation => generation.Step(_weights.Vocab));
    }
}
