using System.Collections.Concurrent;
using System.Threading.Channels;
using LLama;
using LLama.Abstractions;
using LLama.Batched;
using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>
/// Writes several answers at once: every step runs one batch that holds the next token of each, so that the weights are read once for all. Between
/// answers, or beside them, it reads what live calls have said so far. One loop owns the native context; nothing else touches it.
/// </summary>
internal sealed class BatchedGenerator : IAsyncDisposable
{
    // What is read ahead for live calls in one step: few tokens while somebody waits for an answer.
    private const int WarmTokensAlone = 512;
    private const int WarmTokensBesideAnswers = 32;

    private readonly LLamaWeights _weights;
    private readonly IContextParams _parameters;
    private readonly GeneratorLimits _limits;
    private readonly Channel<Generation> _waiting;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, LLamaToken[]?> _wanted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LLamaToken[]> _kept = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<ClosingTokens> _closing;
    private readonly Task _running;
    private int _active;

    public BatchedGenerator(LLamaWeights weights, IContextParams parameters, GeneratorLimits limits)
    {
        _weights = weights;
        _parameters = parameters;
        _limits = limits;
        _closing = new Lazy<ClosingTokens>(() => new ClosingTokens(weights.NativeHandle));
        _waiting = Channel.CreateBounded<Generation>(new BoundedChannelOptions(limits.Queue) { SingleReader = true });
        _running = Task.Run(RunAsync);
    }

    /// <summary>Greedy answer to a prompt; cancelling gives it up within one step.</summary>
    /// <exception cref="LlamaEngineException">The queue is full or native code failed.</exception>
    public Task<GeneratedAnswer> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var generation = new Generation(request, cancellationToken);
        if (!_waiting.Writer.TryWrite(generation))
        {
            throw new LlamaEngineException("Too many answers wait for the model: raise CallSummary:Summarization:Llama:QueueLimit, or run more workers.");
        }

        _wake.Writer.TryWrite(true);
        return generation.Answer;
    }

    /// <summary>Reads a prompt's beginning ahead of the question. A later text for the same key replaces an earlier one.</summary>
    public void Warm(string key, LLamaToken[] tokens)
    {
        if (_limits.WarmContexts > 0)
        {
            _wanted[key] = tokens;
            _wake.Writer.TryWrite(true);
        }
    }

    /// <summary>Reads a beginning that many prompts share now, and keeps it: they fork from it. Nothing happens where the model cannot, or for one that would take a quarter of the budget.</summary>
    public void Keep(string key, LLamaToken[] tokens)
    {
        if (_kept.Count < _limits.Beginnings && tokens.Length <= _limits.WarmTokens / 4)
        {
            _kept[key] = tokens;
            Warm(key, tokens);
        }
    }

    /// <summary>Nothing waits to be read or written.</summary>
    public bool IsIdle => _wanted.IsEmpty && !_waiting.Reader.TryPeek(out _) && Volatile.Read(ref _active) == 0;

    /// <summary>Gives a context up.</summary>
    public void Drop(string key)
    {
        _wanted[key] = null;
        _wake.Writer.TryWrite(true);
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
        WarmContexts? warm = null;
        var active = new List<Generation>(_limits.Places);
        try
        {
            while (await NextAsync(active.Count > 0))
            {
                try
                {
                    executor ??= new BatchedExecutor(_weights, _parameters);
                    warm ??= new WarmContexts(executor, _limits, _kept.ContainsKey);
                    await StepAsync(executor, warm, active);
                }
                catch (Exception exception) when (!_stopping.IsCancellationRequested)
                {
                    // What a failed decode leaves in the cache is unknown: answer everyone, and start over with a fresh context.
                    Fail(active, new LlamaEngineException("The model failed while writing.", exception));
                    _wanted.Clear();
                    executor?.Dispose();
                    (executor, warm) = (null, null);
                    foreach (var (key, tokens) in _kept)
                    {
                        Warm(key, tokens);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; who waits is told below.
        }
        finally
        {
            var stopped = new LlamaEngineException("The engine has stopped.");
            Fail(active, stopped);
            while (_waiting.Reader.TryRead(out var generation))
            {
                generation.Fail(stopped);
            }

            executor?.Dispose();
        }
    }

    private static void Fail(List<Generation> active, Exception exception)
    {
        foreach (var generation in active)
        {
            generation.Fail(exception);
            generation.Dispose();
        }

        active.Clear();
    }

    private async Task<bool> NextAsync(bool busy)
    {
        while (!_stopping.IsCancellationRequested && !busy && _wanted.IsEmpty && !_waiting.Reader.TryPeek(out _))
        {
            await _wake.Reader.ReadAsync(_stopping.Token);
        }

        return !_stopping.IsCancellationRequested;
    }

    private async Task StepAsync(BatchedExecutor executor, WarmContexts warm, List<Generation> active)
    {
        Volatile.Write(ref _active, 1);
        Admit(executor, warm, active);
        ReadAhead(warm, active.Count > 0 ? WarmTokensBesideAnswers : WarmTokensAlone);
        if (executor.BatchedTokenCount == 0)
        {
            Volatile.Write(ref _active, active.Count);
            return;
        }

        var result = await executor.Infer(_stopping.Token);
        if (result != DecodeResult.Ok)
        {
            throw new InvalidOperationException($"llama.cpp answered {result}.");
        }

        active.RemoveAll(generation =>
        {
            if (!generation.Step(_weights.Vocab))
            {
                return false;
            }

            Keep(generation, warm);
            return true;
        });
        Volatile.Write(ref _active, active.Count);
    }

    private void Admit(BatchedExecutor executor, WarmContexts warm, List<Generation> active)
    {
        while (active.Count < _limits.Places && _waiting.Reader.TryRead(out var next))
        {
            if (next.Request.ContextKey is { } key)
            {
                _wanted.TryRemove(key, out _);
            }

            active.Add(next);
            next.Start(executor, warm.Take(next.Request.ContextKey, next.Request.Prompt), _closing.Value);
        }
    }

    private void ReadAhead(WarmContexts warm, int budget)
    {
        foreach (var (key, tokens) in _wanted)
        {
            if (tokens is null)
            {
                warm.Drop(key);
                _wanted.TryRemove(KeyValuePair.Create(key, tokens));
            }
            else if (warm.Extend(key, tokens, budget))
            {
                _wanted.TryRemove(KeyValuePair.Create<string, LLamaToken[]?>(key, tokens));
            }
        }
    }

    private static void Keep(Generation generation, WarmContexts warm)
    {
        if (generation.Request.ContextKey is { } key && !generation.IsCancelled)
        {
            warm.Return(key, generation.Context!);
        }
        else
        {
            generation.Context!.Dispose();
        }

        generation.Dispose();
    }
}
