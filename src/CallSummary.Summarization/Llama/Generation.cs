using System.Diagnostics;
using System.Text;
using LLama;
using LLama.Batched;
using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>One answer on its way through the batch.</summary>
internal sealed class Generation(GenerationRequest request, CancellationToken cancellation) : IDisposable
{
    // What it takes to end an answer from anywhere in it: the names of the fields that never came, and their brackets.
    private const int ClosingReserve = 112;

    private readonly TaskCompletionSource<GeneratedAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LoopGuard _loop = new();
    private readonly StringBuilder _text = new();
    private readonly long _asked = Stopwatch.GetTimestamp();
    private TimeSpan? _promptRead;
    private TimeSpan? _firstText;
    private WarmContext? _context;
    private GreedySampler? _sampler;
    private StreamingTokenDecoder? _decoder;
    private ClosingTokens? _closing;
    private bool _closes;
    private int _warm;
    private int _tokens;

    public Task<GeneratedAnswer> Answer => _answer.Task;

    public GenerationRequest Request => request;

    /// <summary>The conversation, for whoever keeps it after the answer.</summary>
    public WarmContext? Context => _context;

    public bool IsCancelled => cancellation.IsCancellationRequested;

    public void Start(BatchedExecutor executor, WarmContext context, ClosingTokens closing)
    {
        _context = context;
        _closing = closing;
        _sampler = new GreedySampler(executor.Model.NativeHandle, request.Grammar);
        _decoder = new StreamingTokenDecoder(Encoding.UTF8, executor.Model);
        _warm = context.Tokens.Count;
        context.Prompt(request.Prompt.AsSpan(_warm));
    }

    /// <summary>Takes the next token after an inference step; true when this answer is over and its place is free.</summary>
    public bool Step(SafeLlamaModelHandle.Vocabulary vocabulary)
    {
        // Tokens that are still queued hold the sequence: only after their step can it be given up.
        if (_context!.Conversation.RequiresInference)
        {
            return false;
        }

        _promptRead ??= Stopwatch.GetElapsedTime(_asked);
        if (cancellation.IsCancellationRequested)
        {
            _answer.TrySetCanceled(cancellation);
            return true;
        }

        var token = _closes ? _sampler!.SampleClosing(_context.Conversation.Sample(), _closing!) : _sampler!.Sample(_context.Conversation.Sample());
        if (token.IsEndOfGeneration(vocabulary))
        {
            _answer.TrySetResult(Result(complete: !_closes));
            return true;
        }

        _sampler.Accept(token);
        _decoder!.Add(token);
        Read();
        if (++_tokens >= request.MaxTokens)
        {
            _answer.TrySetResult(Result(complete: false));
            return true;
        }

        if (!_closes && (_loop.Add(token) || (_sampler.HasGrammar && request.MaxTokens - _tokens <= ClosingReserve)))
        {
            if (!_sampler.HasGrammar)
            {
                _answer.TrySetResult(Result(complete: false));
                return true;
            }

            _closes = true;
        }

        _context.Prompt([token]);
        return false;
    }

    public void Fail(Exception exception) => _answer.TrySetException(exception);

    /// <summary>Gives up what belongs to the answer; the conversation is its keeper's.</summary>
    public void Dispose() => _sampler?.Dispose();

    private GeneratedAnswer Result(bool complete)
    {
        Read();
        var written = Stopwatch.GetElapsedTime(_asked);
        return new GeneratedAnswer(_text.ToString(), request.Prompt.Length, _warm, _tokens, complete)
        {
            PromptRead = _promptRead ?? written,
            FirstText = _firstText ?? written,
            Written = written,
        };
    }

    private void Read()
    {
        if (_decoder!.Read() is { Length: > 0 } text)
        {
            _firstText ??= Stopwatch.GetElapsedTime(_asked);
            _text.Append(text);
            request.OnText?.Invoke(text);
        }
    }
}
