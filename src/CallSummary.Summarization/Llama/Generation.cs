using System.Text;
using LLama;
using LLama.Batched;
using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>One answer on its way through the batch.</summary>
internal sealed class Generation(LLamaToken[] prompt, string? grammar, int maxTokens, CancellationToken cancellation) : IDisposable
{
    private readonly TaskCompletionSource<GeneratedAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Conversation? _conversation;
    private GreedySampler? _sampler;
    private StreamingTokenDecoder? _decoder;
    private int _tokens;

    public Task<GeneratedAnswer> Answer => _answer.Task;

    public void Start(BatchedExecutor executor)
    {
        _sampler = new GreedySampler(executor.Model.NativeHandle, grammar);
        _decoder = new StreamingTokenDecoder(Encoding.UTF8, executor.Model);
        _conversation = executor.Create();
        _conversation.Prompt(prompt);
    }

    /// <summary>Takes the next token after an inference step; true when this answer is over and its place is free.</summary>
    public bool Step(SafeLlamaModelHandle.Vocabulary vocabulary)
    {
        // Tokens that are still queued hold the sequence: only after their step can it be given up.
        if (_conversation!.RequiresInference)
        {
            return false;
        }

        if (cancellation.IsCancellationRequested)
        {
            return Finish(() => _answer.TrySetCanceled(cancellation));
        }

        var token = _sampler!.Sample(_conversation.Sample());
        if (token.IsEndOfGeneration(vocabulary))
        {
            return Finish(() => _answer.TrySetResult(Result(complete: true)));
        }

        _sampler.Accept(token);
        _decoder!.Add(token);
        if (++_tokens >= maxTokens)
        {
            return Finish(() => _answer.TrySetResult(Result(complete: false)));
        }

        _conversation.Prompt(token);
        return false;
    }

    public void Dispose()
    {
        _conversation?.Dispose();
        _sampler?.Dispose();
    }

    public void Fail(Exception exception) => Finish(() => _answer.TrySetException(exception));

    private GeneratedAnswer Result(bool complete) => new(_decoder!.Read(), prompt.Length, _tokens, complete);

    private bool Finish(Action outcome)
    {
        outcome();
        Dispose();
        return true;
    }
}
