using CallSummary.AllInOne;
using CallSummary.Transcription.Workers;

return WorkerCommand.IsAsked(args) ? await WorkerCommand.RunAsync() : await AllInOneCommandLine.Create().Parse(args).InvokeAsync();
