"""clean.py REPOSITORY RUN: removes what a run left unfinished; whole files stay."""


def clean(name, run):
    repository = Repository(name)
    repository.remove_unfinished(run)
    repository.forget(run + ".before")
    repository.forget(run + ".hf")


clean(*sys.argv[1:3])
