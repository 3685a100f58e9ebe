using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Native;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Llama;

/// <summary>The one loaded model of the process.</summary>
internal sealed class LlamaModel : IAsyncDisposable
{
    private const int BatchTokens = 512;

    // What a short call's summary takes; with less room left there is no point in asking.
    private const int LeastAnswerTokens = 384;

    private const ulong SharedCellsFrom = 200_000_000;

    // The instructions in two languages.
    private const int Beginnings = 2;

    private readonly LLamaWeights _weights;
    private readonly BatchedGenerator _generator;
    private readonly int _maxAnswerTokens;
    private readonly SummarizationMetrics? _metrics;

    private LlamaModel(GgufHeader header, LLamaWeights weights, SummarizationOptions options, SummarizationMetrics? metrics, ulong sharedCellsFrom)
    {
        _metrics = metrics;
        Header = header;
        _weights = weights;
        ContextTokens = header.ContextLength is > 0 and var trained ? (int)Math.Min(trained, options.Llama.ContextTokens) : options.Llama.ContextTokens;
        _maxAnswerTokens = options.Llama.MaxAnswerTokens;
        var parameters = Parameters(header.Path, options.Llama);
        AnswerTokens = Math.Clamp(ContextTokens * 3 / 8, LeastAnswerTokens, Math.Max(LeastAnswerTokens, options.Llama.MaxAnswerTokens));
        // A large model's sequences share one pool of cells, of which each takes what it needs. In a small one attention is most of the work, and
        // each sequence is faster with cells of its own, which must be enough for a whole context.
        var shared = weights.ParameterCount >= sharedCellsFrom;
        var warm = shared ? (options.Llama.WarmTokens > 0 ? options.Llama.WarmContexts : 0) : Math.Min(options.Llama.WarmContexts, options.Llama.WarmTokens / ContextTokens);
        var beginnings = shared && warm > 0 ? Beginnings : 0;
        var sequences = options.Concurrency + (warm > 0 ? warm + 1 + beginnings : 0);
        parameters.KVUnified = shared;
        parameters.ContextSize = (uint)(shared ? (ContextTokens * options.Concurrency) + options.Llama.WarmTokens : ContextTokens * sequences);
        parameters.SeqMax = (uint)sequences;
        _generator = new BatchedGenerator(
            weights,
            parameters,
            new GeneratorLimits(options.Concurrency, options.Llama.QueueLimit, warm, options.Llama.WarmTokens, beginnings, !header.IsRecurrent && !weights.NativeHandle.IsRecurrent, shared));
        Prompts = new PromptEncoder(header, weights);
    }

    public GgufHeader Header { get; }

    /// <summary>Tokens of prompt and answer together.</summary>
    public int ContextTokens { get; }

    /// <summary>Tokens that a prompt leaves for the answer.</summary>
    public int AnswerTokens { get; }

    public PromptEncoder Prompts { get; }

    /// <summary>Checks the file, then loads it.</summary>
    /// <param name="options">Where it is and what it may take.</param>
    /// <param name="logger">Told what was loaded.</param>
    /// <param name="metrics">Told what each answer took.</param>
    /// <param name="sharedCellsFrom">Parameters from which on a model's sequences share one pool of cells.</param>
    /// <exception cref="ModelFileException">The file cannot be used.</exception>
    public static LlamaModel Load(IOptions<SummarizationOptions> options, ILogger<LlamaModel> logger, SummarizationMetrics? metrics = null, ulong sharedCellsFrom = SharedCellsFrom)
    {
        var path = Path.Combine(AppContext.BaseDirectory, options.Value.Llama.ModelPath);
        var header = GgufHeader.Read(path);
        if (header.AnswerToken is null && !header.HasChatTemplate)
        {
            throw new ModelFileException(path, "holds no chat template, so it is not an instruction model.", "Use an instruct (chat) variant of the model.");
        }

        NativeRuntime.Prepare(logger);
        try
        {
            var model = new LlamaModel(header, LLamaWeights.LoadFromFile(Parameters(path, options.Value.Llama)), options.Value, metrics, sharedCellsFrom);
            logger.ModelLoaded(header.Name, header.Architecture, model.ContextTokens);
            return model;
        }
        catch (Exception exception) when (exception is LoadWeightsFailedException or ArgumentException)
        {
            throw new ModelFileException(path, $"was refused by llama.cpp (architecture {header.Architecture}: {NativeRuntime.FirstError}).", "Use a model that this version of LLamaSharp knows.");
        }
    }

    /// <summary>Greedy answer to a prompt.</summary>
    /// <exception cref="Summaries.ContextExceededException">Known before anything is computed.</exception>
    public async Task<GeneratedAnswer> GenerateAsync(
        LLamaToken[] prompt, string? grammar, int? maxTokens, CancellationToken cancellationToken, string? contextKey = null, Action<string>? onText = null)
    {
        var room = ContextTokens - prompt.Length;
        if (room < LeastAnswerTokens)
        {
            throw new Summaries.ContextExceededException($"{prompt.Length} tokens leave no room for an answer in a context of {ContextTokens}.");
        }

        var answer = await _generator.GenerateAsync(new GenerationRequest(prompt, grammar, Math.Min(room, maxTokens ?? _maxAnswerTokens), contextKey, onText), cancellationToken);
        _metrics?.Generated(answer);
        return answer;
    }

    /// <summary>Reads the beginning of a prompt ahead of its question.</summary>
    public void Warm(string contextKey, LLamaToken[] beginning) => _generator.Warm(contextKey, beginning);

    /// <summary>Reads a beginning that many prompts share and keeps it, so that each of them begins behind it.</summary>
    public void Keep(string contextKey, LLamaToken[] beginning) => _generator.Keep(contextKey, beginning);

    /// <summary>Nothing waits to be read or written.</summary>
    public bool IsIdle => _generator.IsIdle;

    /// <summary>Gives up what was read for a key.</summary>
    public void Drop(string contextKey) => _generator.Drop(contextKey);

    public async ValueTask DisposeAsync()
    {
        await _generator.DisposeAsync();
        _weights.Dispose();
    }

    private static ModelParams Parameters(string path, LlamaOptions options)
    {
        var threads = options.Threads > 0 ? options.Threads : Math.Max(1, Environment.ProcessorCount / 2);
        return new ModelParams(path)
        {
            GpuLayerCount = options.GpuLayers,
            Threads = threads,
            BatchThreads = threads,
            BatchSize = BatchTokens,
            UBatchSize = BatchTokens,
            // Sliding windows forget what a rewound context would need.
            SwaFull = true,
        };
    }
}
