using CallSummary.Hosting;
using CallSummary.Hosting.Bus;
using CallSummary.Storage;
using CallSummary.Transcription;
using CallSummary.Transcription.Catalogue;
using CallSummary.Transcription.Workers;

if (WorkerCommand.IsAsked(args))
{
    return await WorkerCommand.RunAsync();
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (ModelCommand.IsAsked(args))
{
    return await ModelCommand.RunAsync(args, builder.Configuration, Console.Out, Console.Error);
}

builder.AddHostDefaults();
builder.Services.AddRecordings(builder.Configuration);
builder.Services.AddTranscription(builder.Configuration);
builder.Services.AddMessageBus(builder.Configuration, bus => bus.AddTranscriptionConsumers());

return await builder.Build().RunHostAsync();
